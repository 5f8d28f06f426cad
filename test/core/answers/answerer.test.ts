import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/core/knowledge/parse.ts';
import { answererWith, ask, converse, quotesOf, textOf } from './support.ts';

describe('what the document answers', () => {
  it('is told without what the nearest questions would add of the other style', () => {
    const { citations } = ask('What are the downsides of microservices?');
    expect(citations.map(({ section }) => section).filter((section) => section.endsWith('> Monolith'))).toEqual([]);
  });

  it('is not what a chat is otherwise full of, in a conversation about it neither', () => {
    const { topic } = answererWith().answer('how do microservices scale?');
    expect(ask('I will be late tomorrow').status).toBe('declined');
    expect(ask('who brings cake on Friday?').status).toBe('declined');
    for (const aside of [
      'who brings cake on Friday?',
      'who wins the world cup?',
      'which is better, iphone or android?',
      'what is the best pizza in town?',
      'should we get a dog?',
      'is chess a complex game?',
    ])
      expect(answererWith().answer(aside, { topic }).answer.status, aside).toBe('declined');
  });

  it.each([
    'how do I lose weight?',
    'how do I file my taxes?',
    'should my sister and I split the rent?',
    'how large does a spaniel grow?',
    'does my boiler need a service before winter?',
  ])('is nothing of everyday life, though its words be those of architecture: %s', (question) => {
    expect(textOf(question)).toMatch(/^That is outside what I know/);
    const { topic } = answererWith().answer('how do microservices scale?');
    expect(answererWith().answer(question, { topic }).answer.status).toBe('declined');
  });

  it.each([
    'A football league app: fixtures, referees, players, tickets, stadium parking, beer vouchers. One team of four. Monolith?',
    'Our startup sells wedding cakes online, bakers, brides, photographers and florists all log in. Three devs, six weeks. What architecture?',
    'airline with flights, crews, meals, baggage, loyalty miles, lounge access; 200 engineers. is a single codebase still sane?',
    'My brother and I are building a yoga studio booking tool in the evenings. What should we start with?',
    'Sorry I am late, my train was cancelled and the dog ate my badge. Anyway, how do the services talk to each other?',
  ])('is answered whatever it is that people build, and whatever they say before: %s', (question) => {
    expect(ask(question).status).toBe('answered');
  });

  it.each(['reliability?', 'availability', 'teh faul isolation'])('may be asked in a word: %s', (question) => {
    expect(ask(question).status).toBe('answered');
  });

  it.each([
    ['what about security?', 'The document does not cover security.'],
    ['should I use graphql?', 'The document does not cover API design and gateways.'],
    [
      'how much does a wedding cost?',
      'That is outside what I know. I only answer about monolith and microservices, from one document.',
    ],
  ])('is declined by its name where architecture has one for it: %s', (question, reply) => {
    expect(textOf(question)).toBe(reply);
  });

  it.each([
    ['how do microservices scale?', 'and does it hurt when one fails?'],
    ['why microservices?', 'who cleans up after them?'],
  ])('is asked in everyday words once it is talked about: %s %s', (first, then) => {
    const [, answer] = converse(first, then);
    expect(answer).not.toMatch(/^That is outside what I know/);
  });

  it('is not what a talk about it is interrupted with, though that point at something', () => {
    for (const aside of [
      'is it going to rain tomorrow?',
      'my cat threw up, is it sick?',
      'do they serve lunch in the canteen?',
    ])
      expect(converse('how do microservices scale?', aside)[1], aside).toMatch(/^That is outside what I know/);
  });

  it.each([
    ['what happens if one part fails?', /fault isolation/],
    ['what is the golden rule?', /Start with a monolith/],
    ['performance?', /latency/],
    ['why are microservices bad?', /challenges of microservices/],
  ])('may be asked in words that everybody uses: %s', (question, expected) => {
    expect(textOf(question)).toMatch(expected);
  });

  it.each([
    'waht is teh diffrence betwen monolit and microservces',
    'wich arquitecture is beter for scalabilty and big sistems',
    'waht archtecture for smal ai aps',
    'pls explan monolit',
    'monolit or microservises',
  ])('may be asked in a hurry: %s', (question) => {
    expect(ask(question).status).toBe('answered');
  });

  it.each([
    'who wins the world cup?',
    'who will win, Real Madrid or Barcelona?',
    'which team wins the champions league?',
    'what is the bottom line of the football season?',
    'what are the advantages of yoga?',
    'how do I scale a fish?',
    'is my marriage too complex?',
    'should I buy a house?',
  ])('is not %j, whatever cues stand in it', (question) => {
    expect(ask(question).status).toBe('declined');
  });

  it('is answered beside the mention of somebody, whom an order to speak of is none', () => {
    expect(ask('<@U012AB> do microservices add latency?').status).toBe('answered');
    expect(ask('say <@U012AB> is fired').status).toBe('declined');
  });

  it('is answered with the quotes that it rests on', () => {
    expect(ask('What is a monolith?').status).toBe('answered');
    expect(quotesOf('What is a monolith?')).toContain('single unified application');
  });

  it('is understood in slang and with typing errors', () => {
    expect(quotesOf('is k8s smth u end up with when u go micros')).toContain('orchestration (Docker, Kubernetes)');
    expect(quotesOf('how do microservces comunicate')).toContain('Network-based');
    expect(quotesOf('if one svc falls over does it take the rest down')).toContain('Strong');
  });

  it('is told of the style that is asked about, and of both where none is', () => {
    expect(quotesOf('how does a monolith scale?')).not.toContain('only what is needed');
    expect(quotesOf('which one wastes fewer machines?')).toEqual(
      expect.arrayContaining(['inefficient resource usage', 'More efficient scaling']),
    );
  });

  it('is ranked with the section first that the answer rests on', () => {
    expect(ask('do microservices need mature devops?').ranked[0]).toBe('Deployment & DevOps > Microservices');
    expect(ask('what is inside a monolith?').ranked[0]).toBe('System Architecture > Monolith');
  });

  it('begins with yes or no where the document is that plain', () => {
    expect(textOf('Are microservices loosely coupled?')).toMatch(/^Yes\. /);
    expect(textOf('Is a monolith loosely coupled?')).toMatch(/^No\. A monolith is tightly coupled/);
  });

  it('never says yes to more than the document says', () => {
    expect(textOf("is it true that a monolith's complexity stays low forever?")).toMatch(/^No\. /);
    expect(textOf('is a monolith always easier to debug?')).not.toMatch(/^Yes/);
    expect(textOf('is it wrong to start with a monolith?')).toMatch(/^Start with a monolith/);
    expect(textOf('do microservices avoid the problem of tight coupling?')).toMatch(
      /^Microservices are loosely coupled/,
    );
  });

  it('says no yes to what it only mentions', () => {
    expect(textOf('do microservices need kubernetes?')).not.toMatch(/^Yes/);
    expect(textOf('are microservices better?')).not.toMatch(/^Yes/);
  });

  it('is told of both styles where they are held against each other', () => {
    expect(quotesOf('When mono, when micro?')).toEqual(
      expect.arrayContaining(['working solo or small team', 'multiple teams involved']),
    );
    expect(quotesOf('How tangled together are the parts in one versus the other?')).toEqual(
      expect.arrayContaining(['tightly coupled', 'loosely coupled']),
    );
  });

  it('is not said twice', () => {
    for (const question of ['is microservices overkill for 3 people?', 'tl;dr', 'pros and cons of micros']) {
      const sentences = textOf(question).split(/(?<=\.)\s+/);
      expect(sentences).toEqual([...new Set(sentences)]);
    }
  });

  it('is set side by side where a comparison is asked for', () => {
    const [first] = ask('Compare fault isolation: monolith vs microservices').parts;
    expect(first).toMatchObject({
      kind: 'comparison',
      columns: ['', 'Monolith', 'Microservices'],
      rows: [{ label: 'fault isolation', cells: [{ text: 'Weak' }, { text: 'Strong' }] }],
    });
  });
});

describe('a described situation', () => {
  const answer = ask("We're 3 devs with an MVP due in six weeks. Should we go microservices?");

  it('is held against the lines of When to Use What', () => {
    expect(answer.citations.map(({ quote }) => quote)).toEqual(
      expect.arrayContaining(['building MVPs', 'working solo or small team', 'Start with a monolith']),
    );
  });

  it('comes with the offer of a check', () => {
    expect(answer.offer).toBe('check');
  });

  it('gets both sides where it speaks for both', () => {
    const quotes = quotesOf('tiny team, but the thing must scale independently per component. mono or micros?');
    expect(quotes).toEqual(expect.arrayContaining(['working solo or small team', 'need independent scaling']));
  });

  it('says nothing for what it denies', () => {
    expect(textOf('our monolith works fine, no scaling problems. should we split it up?')).not.toContain(
      'What you describe',
    );
  });
});

describe('a wrong premise', () => {
  it.each([
    ['since monoliths let you scale each component separately, why bother with services?', 'Scale entire application'],
    ['as monoliths are loosely coupled by nature, how come ours is a mess', 'tightly coupled'],
    ['i heard microservices have lower latency than monoliths, correct?', 'Introduces latency and complexity'],
  ])('is put right before anything else: %s', (question, fact) => {
    expect(textOf(question)).toMatch(/^Not quite: /);
    expect(ask(question).citations.map(({ quote }) => quote)).toContain(fact);
  });
});

describe('what the document is silent on', () => {
  it.each([
    'what is Kafka?',
    'How do I apply the strangler fig pattern to our monolith?',
    'how do we secure calls between microservices?',
    'do microservices cost more to run?',
    'how many microservices should 10 devs have?',
    'should each microservice own its own database?',
    'is Netflix on microservices?',
    'which programming language is best for microservices?',
    'is Zorblax a good fit for microservices?',
    'what port should the auth service listen on?',
  ])('is declined, however many known words stand around it: %s', (question) => {
    const answer = ask(question);
    expect(answer.status).toBe('declined');
    expect(answer.citations).toEqual([]);
  });

  it('is named in plain words', () => {
    expect(textOf('How do we secure our microservices?')).toMatch(/^The document does not cover security\./);
  });

  it('is named beside what is answered, where a message asks for both', () => {
    const answer = ask('how do svcs talk to each other and how do we secure those calls with mTLS?');
    expect(answer).toMatchObject({ status: 'partial', notCovered: ['security'] });
    expect(answer.citations.map(({ quote }) => quote)).toContain('gRPC');
  });

  it('is named beside its neighbour in the same breath', () => {
    const answer = ask('tell me about security and scaling of microservices');
    expect(answer).toMatchObject({ status: 'partial', notCovered: ['security'] });
  });

  it('is declined as two names to choose from', () => {
    expect(ask('rest or grpc, which one is better').status).toBe('declined');
    expect(ask('whats a modular monolith and is it the best of both worlds').status).toBe('declined');
    expect(ask("what exactly makes devops 'mature', like which practices").status).toBe('declined');
  });

  it('is no part of the question where it is only told', () => {
    expect(
      ask('everybody here wants Kafka and Redis on their CV. should our team of four just do a mono?').status,
    ).toBe('answered');
  });
});

describe('other messages', () => {
  it('are met like a colleague would', () => {
    expect(ask('hey there 👋').status).toBe('smalltalk');
    expect(ask('thanks, that helped a lot!').status).toBe('smalltalk');
    expect(textOf('are you a bot or a real person?')).toContain('I am archcheck, a bot');
    expect(textOf('what can you do?')).toContain('/arch-check');
  });

  it('are questions all the same, however politely they begin', () => {
    expect(ask("Hi! what's the difference between the two?").status).toBe('answered');
  });

  it('in another language get a sentence in it', () => {
    expect(textOf('Wann sollten wir einen Monolithen statt Microservices verwenden?')).toMatch(
      /^Ich antworte nur auf Englisch/,
    );
    expect(textOf('什么时候应该使用微服务？')).toContain('I answer in English only');
  });

  it.each([
    ['sollen wir den monolithen aufteilen', /^Ich antworte nur auf Englisch/],
    ['hilft ein monolith beim debuggen', /^Ich antworte nur auf Englisch/],
    ['les services independants deploiement complexe pourquoi', /^Je réponds seulement en anglais/],
    ['un monolithe est plus simple a tester', /^Je réponds seulement en anglais/],
  ])('in another language are not taken for misspelt English: %s', (question, reply) => {
    expect(textOf(question)).toMatch(reply);
  });

  it('that hold nothing to read say how to ask', () => {
    for (const nothing of ['', '   ', '???', '\u202e\u200b']) expect(textOf(nothing)).toContain('Ask in plain words');
  });
});

describe('a conversation', () => {
  it('carries the topic to what leans on it', () => {
    const [, other, ai, back] = converse(
      'how does a monolith scale?',
      'what about the other one?',
      'and for AI?',
      'and a monolith?',
    );
    expect(other).toContain('With microservices you scale individual services');
    expect(ai).toContain('Microservices are good for AI pipelines');
    expect(back).toContain('A monolith is good for MVPs');
  });

  it('carries the aspect to the other style, however it is put', () => {
    for (const next of ['and monoliths?', 'what about monoliths?', 'and the other one?', 'how about a monolith']) {
      expect(converse('how do microservices scale?', next)[1]).toContain('you scale the entire application');
    }
    expect(converse('how is a monolith deployed?', 'and microservices?')[1]).toContain('complex deployment');
  });

  it('explains a choice, and says where there is no more to explain', () => {
    const [, why] = converse('should we start with microservices?', 'why?');
    expect(why).toContain('Premature microservices = unnecessary complexity');
    const [, reason] = converse('how does a monolith scale?', 'why?');
    expect(reason).toContain('The document gives no further reason.');
  });

  it.each(['why?', 'why is that?', 'how come?', 'but why?', 'reasons?', 'what’s the reason?'])(
    'explains a choice that only a situation decided: %s',
    (next) => {
      const [, why] = converse('is a small team better off with a monolith?', next);
      expect(why).toContain('A monolith is easier to develop, debug and test');
    },
  );

  it.each(['says who?', 'source?', 'tell me more', 'can you explain?', 'for example?', 'what makes you say that?'])(
    'goes on with what it said where nothing else is asked: %s',
    (next) => {
      const [, more] = converse('is a small team better off with a monolith?', next);
      expect(more).toContain('working solo or in a small team');
    },
  );

  it('lets a new topic take its place', () => {
    const [, testing] = converse('how do microservices communicate?', 'is a monolith easy to test?');
    expect(testing).toContain('A monolith is easier to test');
  });
});

describe("a team's own document", () => {
  const notes = parseDocument(
    'platform-notes',
    '# Platform notes\n\n## Tracing\n\nWe use Jaeger for tracing.\n\n## Secrets\n\nSecrets live in Vault and rotate every 30 days.\n',
  );
  const { answer } = answererWith(notes).answer('how often do secrets rotate in vault?');

  it('answers what the default one is silent on, word for word and cited', () => {
    expect(answer.status).toBe('answered');
    expect(answer.citations).toEqual([
      {
        source: 'platform-notes',
        section: 'Secrets',
        quote: 'Secrets live in Vault and rotate every 30 days.',
        line: 9,
      },
    ]);
  });

  it('answers what would be outside of everything otherwise', () => {
    const handbook = parseDocument('handbook', '# Handbook\n\n## Taxes\n\nFile your taxes by the end of May.\n');
    const [taxes] = answererWith(handbook).answer('how do I file my taxes?').answer.citations;
    expect(taxes?.quote).toBe('File your taxes by the end of May.');
  });

  it('changes nothing about what it does not speak of', () => {
    expect(answererWith(notes).answer('do microservices cost more?').answer.status).toBe('declined');
  });
});
