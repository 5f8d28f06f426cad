import type { Scenario } from './stage.ts';

/** Conversations of people who ask. */
export const asking: readonly Scenario[] = [
  {
    title: 'A question in a channel',
    async play({ ana, ben }) {
      await ana.asks('when do microservices pay off?');
      ana.sees(/system grows large/);
      await ana.asksOn(/pay off/, 'and for AI?');
      ana.sees(/AI/);
      await ben.asksOn(/pay off/, 'which cloud is the cheapest?');
      ben.sees(/does not (?:say|cover|name|tell)|nothing/i);
      await ben.clicks('👎');
      ben.sees(/Thank you, noted/);
      ana.seesNothingOf(/Thank you, noted/);
      await ana.clicks('👍');
      ana.sees(/Thank you, noted/);
    },
  },
  {
    title: 'Going on without naming the bot',
    needs: { followUps: true },
    async play({ ana, ben }) {
      await ana.asks('what is a monolith?');
      ana.sees(/👍/);
      await ana.replies(/what is a monolith/, 'and microservices?');
      ana.sees(/👍/);
      await ben.replies(/what is a monolith/, 'thanks!');
      await ben.replies(/what is a monolith/, 'lunch at noon, everybody');
      await ana.says('is a monolith easy to deploy, by the way?');
      ben.sees(/lunch at noon/);
    },
  },
  {
    title: 'Going on after a restart',
    needs: { followUps: true },
    async play({ ana, restart }) {
      await ana.asks('is a monolith easy to deploy?');
      ana.sees(/👍/);
      await restart();
      await ana.replies(/easy to deploy/, 'why?');
      ana.sees(/deploy|release/i);
    },
  },
  {
    title: 'A question for oneself, then for all',
    async play({ ana, ben }) {
      await ana.runs('arch-ask what is a monolith?');
      ana.sees(/Share in channel/);
      ben.seesNothingOf(/monolith/);
      await ana.clicks('Share in channel');
      ana.sees(/what is a monolith/);
      ben.sees(/what is a monolith/);
    },
  },
  {
    title: 'A direct conversation',
    async play({ ana }) {
      await ana.goesTo('direct');
      await ana.says('is a small team better off with a monolith?');
      ana.sees(/👍/);
      await ana.says('and how does it scale?');
      ana.sees(/👍/);
      await ana.says('which database should we use?');
      ana.sees(/👍/);
      await ana.says('thanks!');
      ana.sees(/./);
      await ana.says('help');
      ana.sees(/arch-check/);
    },
  },
  {
    title: 'Killed between two questions',
    needs: { ownProcess: true },
    async play({ ana, kill }) {
      await ana.asks('is a monolith easy to deploy?');
      ana.sees(/👍/);
      await kill();
      await ana.asksOn(/easy to deploy/, 'why?');
      ana.sees(/deploy|release/i);
    },
  },
];
