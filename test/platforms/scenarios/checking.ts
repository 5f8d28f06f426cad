import type { Scenario } from './stage.ts';

const learning = 'Live, still learning what it should be';
const finish = 'Show the verdict so far';

/** Conversations of people who check their own situation. */
export const checking: readonly Scenario[] = [
  {
    title: 'A quick check, walked back and resumed',
    async play({ ana, ben, restart }) {
      await ana.runs('arch-check');
      ana.sees(/Question 1 of at most/);
      await ana.clicks(learning);
      ana.sees(/Question 2/);
      await ana.clicks('Back');
      ana.sees(/✓ Live, still/);
      await ana.closes();
      await restart();
      await ana.runs('arch-check');
      ana.sees(/✓ Live, still/);
      await ana.clicks(`✓ ${learning}`);
      ana.sees(/Question 2/);
      await ana.clicks('Don’t know');
      ana.sees(/Question 3/);
      ben.seesNothingOf(/Question/);
      await ana.clicks(finish);
      await ana.closes();
      ben.sees(/Check of .*[\s\S]*Why[\s\S]*What would change it[\s\S]*The document does not say/);
    },
  },
  {
    title: 'A check from words, with a title of its own',
    async play({ ana, ben }) {
      await ana.runs(
        'arch-check 4 teams, live for years, a large codebase that is hard to change, search needs its own scaling',
      );
      ana.sees(/Is that right\?/);
      await ana.fills('Title', 'The shop');
      await ana.clicks('Yes, go on');
      ana.sees(/Question/);
      await ana.clicks(finish);
      await ana.closes();
      ben.sees(/The shop/);
      await ben.clicks('Full breakdown');
      ben.sees(/came about[\s\S]*The shop/);
      ana.seesNothingOf(/came about/);
      await ana.clicks('Post summary to a thread');
      ana.sees(/Where\?/);
      await ana.submits();
      await ana.closes();
      ben.sees(/The shop/);
      await ana.clicks('Change answers');
      ana.sees(/Which answer do you want to change\?/);
    },
  },
  {
    title: 'A check in a thread',
    async play({ ana, ben }) {
      await ben.says('shall we split the shop?');
      await ben.asksOn(/shall we split/, 'check 3 devs, an MVP');
      ben.sees(/Open the questions/);
      await ben.clicks('Open the questions');
      ben.sees(/Is that right\?/);
      await ben.clicks('Yes, go on');
      await ben.closes();
      await ana.checksFrom(/shall we split/);
      ana.sees(/Question 1/);
      await ana.clicks('Established');
      ana.sees(/Question 2/);
      await ana.fills('Title', 'The shop, again');
      await ana.clicks(finish);
      await ana.closes();
      ben.sees(/The shop, again/);
    },
  },
  {
    title: 'What was checked, for whoever may see it',
    async play({ ana, ben, cleo }) {
      await ana.goesTo('secret');
      await ana.runs('arch-check 3 devs, an MVP called Lantern');
      await ana.clicks('Yes, go on');
      await ana.closes();
      ana.sees(/Lantern/);
      await ben.runs('arch-decisions');
      ben.sees(/No checks are saved yet/);
      await cleo.runs('arch-decisions lantern');
      cleo.sees(/Lantern/);
      ben.seesNothingOf(/Lantern/);
    },
  },
];
