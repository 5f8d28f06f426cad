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
  ])('is taken as it was put: %s', (message, put) => {
    expect(asItWasPut(message)).toBe(put);
  });

  it.each([
    'what do I tell my team?',
    'How do I explain to my boss that a monolith is fine?',
    'my boss asks for a monolith',
    'should we ask for more teams?',
    'What do we do if one part fails?',
  ])('is none in %j', (message) => {
    expect(asItWasPut(message)).toBe(message);
  });

  it('is answered as if they had asked it themselves', () => {
    expect(textOf('A colleague says microservices are simpler to debug. What should I reply?')).toMatch(/^Not quite: /);
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
