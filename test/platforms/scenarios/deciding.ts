import type { Scenario, Watched } from './stage.ts';

/** Somebody checks from words, and has the verdict posted. */
async function checks(person: Watched, words: string): Promise<void> {
  await person.runs(`arch-check ${words}`);
  await person.fills('Title', 'The shop');
  await person.clicks('Yes, go on');
  await person.clicks('Show the verdict so far');
  await person.closes();
}

async function records(person: Watched, title: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
  await checks(person, situation);
  await person.clicks('Record decision');
  await person.fills('Title', title);
  for (const [field, text] of Object.entries(fields)) await person.fills(field, text);
  await person.submits();
  await person.closes();
}

async function answers(person: Watched, team: string, scaling: string): Promise<void> {
  await person.clicks('Answer');
  await person.chooses(team, 'Team');
  await person.chooses(scaling, 'Scaling');
  await person.submits();
  await person.closes();
}

const situation = '4 teams, live for years, a large codebase that is hard to change, search needs its own scaling';

/** Conversations of people who decide. */
export const deciding: readonly Scenario[] = [
  {
    title: 'A decision, recorded and accepted',
    async play({ ana, ben }) {
      await checks(ana, situation);
      ana.sees(/\[Record decision\]/);
      await ana.clicks('Record decision');
      ana.sees(/What was chosen\?/);
      await ana.fills('Title', 'The shop stays one unit');
      await ana.chooses('@ben', 'Who decides?');
      await ana.submits();
      await ana.closes();
      ben.sees(/D-1: The shop stays one unit[\s\S]*Deciders:.*ana.*ben/);
      await ben.clicks('Accept');
      ana.sees(/D-1 was accepted by ben/);
      ben.sees(/Status:.*Accepted by ben/);
      await ben.clicks('Object');
      ben.sees(/Object to D-1/);
      await ben.fills('Why?', 'Search cannot wait for the rest.');
      await ben.submits();
      await ben.closes();
      ana.sees(/Objection by ben.*Search cannot wait/);
    },
  },
  {
    title: 'A decision replaced by another',
    async play({ ana, ben }) {
      await records(ana, 'The shop stays one unit');
      await records(ana, 'Search moves out', { 'Which decision does it replace?': 'D-1' });
      ben.sees(/D-2: Search moves out[\s\S]*Before it: D-1/);
      await ben.clicks('Accept');
      ben.sees(/To accept D-2 is for those whose decision it is: ana/);
      await ana.clicks('Accept');
      ana.sees(/Superseded by D-2[\s\S]*Accepted by ana/);
      await ana.clicks('Edit');
      await ana.fills('Title', 'Search moves out first');
      await ana.submits();
      await ana.closes();
      ana.sees(/D-2: Search moves out first[\s\S]*Proposed[\s\S]*Version 2, changed by ana/);
    },
  },
  {
    title: 'A review that comes by itself',
    async play({ ana, ben, restart, passDays }) {
      await records(ana, 'The shop stays one unit');
      await restart();
      await passDays(97);
      ben.sees(/D-1 is due for review[\s\S]*I ask only what may have changed/);
      await ben.clicks('Snooze a week');
      ben.sees(/Its review is set by those whose decision it is: ana/);
      await ana.clicks('Snooze a week');
      ana.sees(/The review of D-1 is put off/);
      await passDays(8);
      await ben.clicks('Re-check');
      ben.sees(/Re-check D-1/);
      await ben.chooses('No, or all parts alike', 'Scaling');
      await ben.submits();
      await ben.closes();
      ana.sees(/D-1 re-checked[\s\S]*What tipped it/);
      await ana.runs('arch-decisions due');
      ana.sees(/No review is due/);
    },
  },
  {
    title: 'What was decided, found again',
    async play({ ana, ben, cleo }) {
      await ana.goesTo('secret');
      await records(ana, 'Lantern stays one unit');
      await ana.goesTo('general');
      await records(ana, 'The shop stays one unit');
      await ben.asks('what did we decide about the shop?');
      ben.sees(/Decided about “shop”[\s\S]*D-2/);
      await ben.asks('what did we decide about lantern?');
      ben.sees(/I have no recorded decision about “lantern”/);
      await cleo.asks('what did we decide about lantern?');
      cleo.sees(/For you alone[\s\S]*D-1/);
      ben.seesNothingOf(/D-1|Lantern/);
      await cleo.runs('arch-decisions status:proposed in:#secret');
      cleo.sees(/D-1/);
      await ben.runs('arch-decisions in:#secret');
      ben.sees(/in: takes a channel that you can see/);
      await cleo.runs('arch-decisions object D-1 because Lantern is late');
      ben.seesNothingOf(/D-1|Lantern/);
      await cleo.goesTo('secret');
      cleo.sees(/Objection to D-1 by cleo/);
    },
  },
  {
    title: 'A check that a team answers blind',
    async play({ ana, ben, cleo }) {
      await ana.runs('arch-check team');
      await ana.fills('What is it about?', 'The shop');
      await ana.submits();
      await ana.closes();
      ben.sees(/Team check: The shop[\s\S]*Answered:.*nobody yet/);
      await answers(ben, 'One person', 'Yes, one part');
      ana.sees(/Under way:.*ben/);
      ana.seesNothingOf(/One person/);
      await answers(cleo, 'Four or more teams', 'Yes, one part');
      await answers(ben, 'Two or three teams', 'Yes, one part');
      await ben.clicks('Close');
      ben.sees(/Only ana, who opened it, can close it/);
      await ana.clicks('Close');
      ana.sees(/How the answers of 2 people are spread[\s\S]*1 × “Two or three teams” and 1 × “Four or more teams”/);
      await ben.clicks('My answers');
      ben.sees(/For you alone[\s\S]*Two or three teams/);
      ana.seesNothingOf(/For you alone/);
    },
  },
  {
    title: 'A discussion, put down',
    needs: { followUps: true },
    async play({ ana, ben }) {
      await ana.says('shall we split the shop into microservices?');
      await ben.replies(/shall we split/, 'three people cannot look after twelve services');
      await ana.replies(/shall we split/, 'true. decided: we keep the monolith for now');
      await ben.replies(/shall we split/, 'agreed');
      await ben.asksOn(/shall we split/, 'summarise');
      ben.sees(/What the thread says[\s\S]*Decided/);
      ana.seesNothingOf(/What the thread says/);
      await ben.clicks('Edit and record');
      ben.sees(/Leave out which of the points above/);
      await ben.fills('Title', 'The shop stays one unit');
      await ben.submits();
      await ben.closes();
      ana.sees(/D-1: The shop stays one unit[\s\S]*From the discussion/);
    },
  },
];
