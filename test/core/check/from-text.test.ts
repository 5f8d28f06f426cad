import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSituationReader } from '../../../src/core/check/from-text.ts';
import { loadSituationSignals } from '../../../src/core/check/from-text-signals.ts';
import { knownOptions } from './from-text-options.ts';

const file = 'knowledge/situations.yaml';
const signals = loadSituationSignals({ file, text: readFileSync(file, 'utf8') }, knownOptions);
const reader = createSituationReader(signals);
const answersIn = (description: string) => reader.read(description).answers;

describe('a described situation', () => {
  test.each([
    ["It's just me, a side project.", { team: 'solo' }],
    [
      'three devs and an MVP, we scp the jar over',
      { team: 'small-team', stage: 'first-version', operations: 'by-hand' },
    ],
    ['12 devs across 3 squads', { team: 'few-teams' }],
    ['Fifteen engineers. One team.', { team: 'one-larger-team' }],
    ['we run 9 squads on a system that has been live since 2011', { team: 'many-teams', stage: 'established' }],
    ['kubernetes, argo cd, jaeger and a pager rota', { operations: 'mature' }],
    ['One github actions workflow and a few cloudwatch alarms, no tracing.', { operations: 'basic' }],
    ['No AI, no rush.', { ai: 'none', speed: 'normal' }],
    ['OCR -> classifier -> summariser', { ai: 'pipeline' }],
    ['Huge legacy codebase and everyone is afraid of it', { codebase: 'large-painful' }],
    ['If the shop crashes, so be it', { isolation: 'nice' }],
    ['Every team blocks every other at release time', { releases: 'blocked' }],
    ["Our squads can't release without waiting for one another.", { releases: 'blocked' }],
    ["The domain isn't very complicated.", { requirements: 'simple' }],
    ['maybe later we must scale search', { scaling: 'someday' }],
    ['Search needs to scale on its own today, 40x the load of the rest', { scaling: 'one-part' }],
    ['Custody, staking, tax reports, listings, payouts, disputes.', { requirements: 'complex' }],
    ['It spans procurement, contracts, supplier risk, payments and audit.', { requirements: 'complex' }],
    ['Dispatch runs at 14x and menu search at 9x the load of the rest.', { scaling: 'several-parts' }],
    ['Ingest takes 90 nodes, stitching 35, everything else 4.', { scaling: 'several-parts' }],
    ['Inference is at 95% vs 8% for the API.', { scaling: 'one-part' }],
    ['Inference keeps 30 pods at 85% while the API yawns on two.', { scaling: 'one-part' }],
    ["We still don't know if we're a grocer or a restaurant, the product changes monthly.", { stage: 'finding-out' }],
    ['Lab import and archive have been measured at ten times what others get.', { scaling: 'several-parts' }],
    ['Nobody understands the old code.', { codebase: 'large-painful' }],
    ["The code is something that nobody wants to touch, it's a maze.", { codebase: 'large-painful' }],
    ['Our ops people built it well: zero-touch delivery, pods, tracing, pager rotation.', { operations: 'mature' }],
    ['Teams are stuck until another team is ready before they can release.', { releases: 'blocked' }],
  ])('%j states what it says and no more', (description, answers) => {
    expect(answersIn(description)).toEqual(answers);
  });

  test.each([
    ['a hypothetical', 'If we ever had five teams we could use kubernetes with tracing and on-call.'],
    ['a plan', 'Next year we want kubernetes, tracing and a pager rota.'],
    ['the past', 'At my last job we had 6 squads and kubernetes with jaeger.'],
    ["somebody else's system", 'Netflix has hundreds of teams and kubernetes with tracing.'],
    ["a client's teams", 'Our client has 12 teams.'],
    ["a client's teams, with more words", 'The client, a supermarket group, has 6 product teams.'],
    ['countries, not teams', 'Our users are spread across 14 countries.'],
    ['what users do', 'Users log into the portal with a card.'],
    ['days', 'The boss speaks to us on monday or tuesday.'],
    ['a line of orders', 'Pipeline of orders, parts in sequence.'],
    ['a bare refusal', "We don't get much feedback and do not take credit cards."],
    ['what nobody cares about', 'Nobody cares about the logo.'],
    ['plans in the name of a thing', 'Route planning for small vans.'],
    ['a question', 'Should we have tracing, on-call and kubernetes?'],
    ['hearsay', 'They told us kubernetes, tracing and on-call are must-haves.'],
    ['an imagined case', 'Imagine you had 8 teams and a huge legacy codebase.'],
    ["another department's team", 'Our marketing team of 4 wants it in blue.'],
    ['containers of the other kind', 'We have 3 pods and 200 shelves.'],
    ['a suggestion', 'Someone suggested RAG and a swarm of agents.'],
    ['small talk', 'Hi! What do you think about architecture?'],
    ['a list of technologies', 'Our stack is Java, Spring, Postgres, Redis and React.'],
    ['a list of places', 'We have offices in Berlin, Paris, London, Rome and Madrid.'],
    ['a figure that counts no load', 'We deploy 30 times a day to the rest of the world.'],
    ["somebody's own years of work", "I've been a developer for 15 years."],
    ['what we will do', "We'll have kubernetes, tracing and on-call."],
  ])('states nothing by %s', (_kind, description) => {
    expect(answersIn(description)).toEqual({});
  });

  test('the later of two counts is taken when it corrects the first', () => {
    expect(answersIn('We are 3 teams. Sorry, actually 4.')).toEqual({ team: 'many-teams' });
  });

  test('two counts that contradict each other are left out', () => {
    expect(answersIn('We are 3 teams. We are 6 teams.')).toEqual({});
  });

  test('words of the past do not hide the present that follows them', () => {
    expect(answersIn("Before the merger we were two people, now it's 8 teams")).toEqual({ team: 'many-teams' });
  });

  test.each([
    ["code isn't small and it isn't clean", 'codebase'],
    ["The domain isn't simple", 'requirements'],
    ["we don't have five teams", 'team'],
    ["we're not solo", 'team'],
  ])('%j states nothing by what it denies', (description, question) => {
    expect(answersIn(description)).not.toHaveProperty(question);
  });

  test('a long word with a letter out of place is understood', () => {
    expect(answersIn('still a prototpye')).toEqual({ stage: 'first-version' });
  });

  test('the reason is the clause that says so', () => {
    expect(reader.read('Parcel carrier, six squads, live since 2007.').because).toEqual({
      team: 'six squads',
      stage: 'live since 2007',
    });
  });

  test('every reason stands in the description, word for word, also with odd characters', () => {
    const pieces = [
      'we’re ',
      'three devs',
      ' — ',
      'an MVP',
      '\u200b',
      'ｋ８ｓ',
      ' & ',
      'tracing',
      '. ',
      '\n',
      '🙂',
      'no AI',
      '? ',
      'actually 4',
      ' teams',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })), { maxLength: 30 }),
        (parts) => {
          const description = parts.join('');
          const { answers, because } = reader.read(description);
          expect(Object.keys(because).sort()).toEqual(Object.keys(answers).sort());
          for (const reason of Object.values(because)) {
            expect(description).toContain(reason);
            expect(reason).not.toBe('');
            expect(reason.length).toBeLessThanOrEqual(120);
          }
          for (const [question, option] of Object.entries(answers)) expect(knownOptions[question]).toContain(option);
          expect(reader.read(description)).toEqual({ answers, because });
        },
      ),
    );
  });

  test.each([
    '',
    ' ',
    '?',
    'a '.repeat(50_000),
    'team '.repeat(20_000),
    '3 '.repeat(50_000),
    '('.repeat(100_000),
    'no '.repeat(33_000),
  ])('a strange or very long text is read without harm', (description) => {
    expect(reader.read(description).answers).toEqual({});
  });
});
