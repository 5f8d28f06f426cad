import type { Scenario, Watched } from './stage.ts';

/** Somebody checks from words, and has the verdict posted. */
async function checks(person: Watched, words: string): Promise<void> {
  await person.runs(`arch-check ${words}`);
  await person.fills('Title', 'The shop');
  await person.clicks('Yes, go on');
  await person.clicks('Show the verdict so far');
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
      ben.sees(/D-1: The shop stays one unit[\s\S]*Deciders: .*ana.*ben/);
      await ben.clicks('Accept');
      ana.sees(/D-1 was accepted by ben/);
      ben.sees(/Status: Accepted by ben/);
      await ben.clicks('Object');
      ben.sees(/Object to D-1/);
      await ben.fills('Why?', 'Search cannot wait for the rest.');
      await ben.submits();
      await ben.closes();
      ana.sees(/Objection by ben.*Search cannot wait/);
    },
  },
];
