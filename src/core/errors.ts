/**
 * Something that a person can put right: the message says what failed, what was expected, what came and whose move it is.
 * The command line prints the message alone, without a stack, and exits with 1.
 */
export class UserError extends Error {
  override name = 'UserError';
}

/** A data file (knowledge, lexicon, questionnaire, prompts) that does not say what it must. */
export class DataError extends UserError {
  override name = 'DataError';
}
