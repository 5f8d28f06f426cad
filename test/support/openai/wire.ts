import type { Call } from './call.ts';

/** How a stream ends. `cut`: the connection breaks; `silent`: it ends without a word. */
export type Ending = 'done' | 'length' | 'refusal' | 'error' | 'cut' | 'silent';

/** The events of both forms of the protocol, as they go over the wire. */
export interface Wire {
  begin(): string;
  piece(text: string): string;
  end(ending: Exclude<Ending, 'cut'>, usage: { readonly input: number; readonly output: number }): string;
}

export function wireOf({ api, model }: Call): Wire {
  return api === 'responses' ? responsesWire(model) : chatWire(model);
}

function responsesWire(model: string): Wire {
  let sequence = 0;
  const event = (type: string, rest: object) => {
    sequence += 1;
    return `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence, ...rest })}\n\n`;
  };
  const response = (status: string, rest: object = {}) => ({
    response: { id: 'resp_1', object: 'response', created_at: 0, model, status, output: [], ...rest },
  });
  const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
  return {
    begin: () => event('response.created', response('in_progress')),
    piece: (text) => event('response.output_text.delta', { ...place, delta: text, logprobs: [] }),
    end(ending, { input, output }) {
      const usage = {
        usage: {
          input_tokens: input,
          output_tokens: output,
          total_tokens: input + output,
          input_tokens_details: { cached_tokens: 0 },
          output_tokens_details: { reasoning_tokens: 0 },
        },
      };
      if (ending === 'silent') return '';
      if (ending === 'refusal') return event('response.refusal.delta', { ...place, delta: 'I cannot help with that.' });
      if (ending === 'error') return event('error', { code: 'server_error', message: 'It broke.', param: null });
      if (ending === 'length') {
        const reason = { incomplete_details: { reason: 'max_output_tokens' } };
        return event('response.incomplete', response('incomplete', { ...usage, ...reason }));
      }
      return event('response.completed', response('completed', usage));
    },
  };
}

function chatWire(model: string): Wire {
  const chunk = (rest: object) =>
    `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 0, model, ...rest })}\n\n`;
  const choice = (delta: object, reason: string | null = null) =>
    chunk({ choices: [{ index: 0, delta, finish_reason: reason }] });
  return {
    begin: () => choice({ role: 'assistant', content: '' }),
    piece: (text) => choice({ content: text }),
    end(ending, { input, output }) {
      if (ending === 'silent') return '';
      if (ending === 'refusal') return choice({ refusal: 'I cannot help with that.' });
      if (ending === 'error')
        return `data: ${JSON.stringify({ error: { message: 'It broke.', code: 'server_error' } })}\n\n`;
      const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
      return `${choice({}, ending === 'length' ? 'length' : 'stop')}${chunk({ choices: [], usage })}data: [DONE]\n\n`;
    },
  };
}
