import { z } from 'zod';
import { DataError } from '../errors.ts';

const questionSchema = z.object({
  id: z.string(),
  kind: z.string(),
  question: z.string(),
  /** What a fair reviewer expects of the bot. */
  expect: z.enum(['answered', 'partial', 'declined', 'smalltalk']),
  /** Every section that holds a right answer, most fitting first. */
  sections: z.array(z.string()),
  /** The verbatim strings that a complete answer shows. */
  facts: z.array(z.string()),
  note: z.string().optional(),
});

/** One question of an evaluation set, with its labels. */
export type EvaluationQuestion = z.output<typeof questionSchema>;

/**
 * Reads a question set, one JSON object a line.
 *
 * @throws {DataError} naming file, line, what was expected and an example
 */
export function parseQuestions(file: string, text: string): EvaluationQuestion[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const parsed = questionSchema.safeParse(jsonOf(line));
    if (parsed.success) return [parsed.data];
    const [issue] = parsed.error.issues;
    throw new DataError(
      `${file}:${index + 1}: expected a question, for example {"id":"q1","kind":"direct","question":"What is a monolith?","expect":"answered","sections":["Overview"],"facts":["single unified application"]}; ${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'is no JSON object'}`,
    );
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
