import { z } from 'zod';

const format = z.union([
  z.strictObject({ type: z.literal('json_object') }),
  z.object({ type: z.literal('json_schema'), strict: z.literal(true), name: z.string() }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.object({ name: z.string().regex(/^\w+$/), strict: z.literal(true), schema: z.unknown() }),
  }),
]);

const responsesBody = z.strictObject({
  model: z.string(),
  instructions: z.string().min(1),
  input: z.string().min(1),
  text: z.strictObject({
    format: z.strictObject({
      type: z.literal('json_schema'),
      name: z.string().regex(/^\w+$/),
      strict: z.literal(true),
      schema: z.unknown(),
    }),
  }),
  max_output_tokens: z.int().positive(),
  store: z.literal(false),
  stream: z.literal(true),
});

const chatBody = z.strictObject({
  model: z.string(),
  messages: z.tuple([
    z.strictObject({ role: z.literal('system'), content: z.string().min(1) }),
    z.strictObject({ role: z.literal('user'), content: z.string().min(1) }),
  ]),
  response_format: format.optional(),
  max_tokens: z.int().positive(),
  stream: z.literal(true),
  stream_options: z.strictObject({ include_usage: z.literal(true) }).optional(),
});

/** What a model was asked, in either form of the protocol. */
export interface Call {
  readonly api: 'responses' | 'chat';
  readonly model: string;
  readonly instructions: string;
  readonly input: string;
  readonly maxTokens: number;
  /** Anything is said of the form of the reply. */
  readonly isFormTold: boolean;
  /** Null where the form is not given as a schema. */
  readonly schema: unknown;
}

/** Reads a request's body as strictly as OpenAI does. @throws {z.ZodError} */
export function parseCall(api: Call['api'], body: unknown): Call {
  if (api === 'responses') {
    const { model, instructions, input, text, max_output_tokens: maxTokens } = responsesBody.parse(body);
    return { api, model, instructions, input, maxTokens, isFormTold: true, schema: text.format.schema };
  }
  const { model, messages, response_format: asked, max_tokens: maxTokens } = chatBody.parse(body);
  const schema = asked?.type === 'json_schema' && 'json_schema' in asked ? asked.json_schema.schema : null;
  return {
    api,
    model,
    instructions: messages[0].content,
    input: messages[1].content,
    maxTokens,
    isFormTold: asked !== undefined,
    schema,
  };
}

/** What OpenAI's strict mode demands of every object in a schema; the first that lacks it, or null. */
export function strictnessProblem(schema: unknown): string | null {
  const object = z
    .object({ type: z.literal('object'), properties: z.record(z.string(), z.unknown()), required: z.array(z.string()) })
    .loose()
    .safeParse(schema);
  if (object.success) {
    const { properties, required } = object.data;
    if (object.data['additionalProperties'] !== false) return 'additionalProperties must be false';
    if (Object.keys(properties).some((name) => !required.includes(name))) return 'every property must be required';
    return (
      Object.values(properties)
        .map(strictnessProblem)
        .find((problem) => problem !== null) ?? null
    );
  }
  const array = z.object({ type: z.literal('array'), items: z.unknown() }).safeParse(schema);
  return array.success ? strictnessProblem(array.data.items) : null;
}

/** The data that stands in a block of the input. */
export function dataIn(call: Call, name: string): unknown {
  const [, line = 'null'] = new RegExp(`^<${name}>\n(.*)\n</${name}>$`, 's').exec(call.input) ?? [];
  return JSON.parse(line);
}
