import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asItWasPut } from '../../../src/core/answers/passed-on.ts';
import { ask, textOf } from './support.ts';

describe('a question that is passed on', () => {
  it.each([
    ['My boss asks why we need microservices. What do I tell her?', 'why we need microservices'],
    ['a colleague says microservices are simpler to debug, what should I reply', 'microservices are simpler to debug'],
    ['Students ask me what a monolith is. How do I put it?', 'what a monolith is'],
    [
      'the board wants to know whether a monolith scales. how can we best explain it to the board??',
      'a monolith scales',
    ],
    ['My boss asks why we need microservices. What do I tell her, please?', 'why we need microservices'],
    ['My boss asks why we need microservices. What do I tell a client? Thanks a lot!', 'why we need microservices'],
    ['He claims that monoliths are never fast. So how do we put that to our product owner', 'monoliths are never fast'],
  ])('is taken as it was put: %s', (message, put) => {
    expect(asItWasPut(message)).toBe(put);
  });

  it.each([
    'what do I tell my team?',
    'How do I explain to my boss that a monolith is fine?',
    'my boss asks for a monolith',
    'should we ask for more teams?',
    'What do we do if one part fails?',
    'Some say one thing, some another. How do I explain the difference?',
    'We have many services in one repository. How can we tell the difference to a monolith?',
    'We have five teams and one app. How do I explain the slow deployment?',
  ])('is none in %j', (message) => {
    expect(asItWasPut(message)).toBe(message);
  });

  it.each([
    ['What should I ask the team before splitting a monolith, and how do I explain it to them?'],
    ['What happens when a request asks several services for data? How do I explain that to the board?'],
    ['Can I say that microservices are harder to test? How do I put it to my team?'],
    ['A service that asks another service for data has to wait. How do I explain it?'],
    ['I think we should split the monolith. How do I explain it to my boss?'],
    ['We are five developers and the board says no to everything. What do I tell them?'],
    ['Our team of five thinks about a monolith; should we? What shall I tell my boss?'],
    ['My boss asks me a question. What do I tell him?'],
  ])('is not cut off its front where that is what is asked: %s', (message) => {
    const [put] = /^.+?(?=[.?!,](?: and)? (?:how|what) (?:do|shall))/i.exec(message) ?? [];
    expect(asItWasPut(message)).toBe(put);
  });

  it.each([
    ['We are five people. My boss asks if we should split. What do I tell him?', 'We are five people. we should split'],
    [
      'My boss says that monoliths are cheap. A friend thinks they are slow at best. What do I tell them?',
      'monoliths are cheap. they are slow at best',
    ],
    ['I was asked whether microservices are cheaper. What do I answer?', 'microservices are cheaper'],
  ])('is taken with what is told beside it: %s', (message, put) => {
    expect(asItWasPut(message)).toBe(put);
  });

  it('is answered as if they had asked it themselves', () => {
    expect(textOf('A colleague says microservices are simpler to debug. What should I reply?')).toMatch(/^Not quite: /);
    expect(textOf('Can I say that microservices are harder to test? How do I put it to my team?')).toMatch(/^Yes\. /);
    expect(textOf('We are five developers. My boss asks if we should split. What do I tell him?')).toContain(
      'small team',
    );
    expect(ask('My sister asks why the sky is blue. What do I tell her?').status).toBe('declined');
  });

  it('is never longer than the message, whatever that is', () => {
    const piece = fc.constantFrom('my boss asks ', 'says that ', 'what do i tell him', '?', '. ', 'a monolith ', '  ');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (text) => {
          expect(asItWasPut(text).length).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });
});
