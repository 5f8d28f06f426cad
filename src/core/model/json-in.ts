/** Where an object begins in what a model writes: behind a fence, a word, or its thoughts. */
export const objectStart = /\{\s*["}]/;

/** The JSON object in a model's reply, without what some put around it. @throws {SyntaxError} where there is none */
export function jsonIn(reply: string): unknown {
  return JSON.parse(reply.slice(Math.max(0, reply.search(objectStart)), reply.lastIndexOf('}') + 1));
}

/** Whether a reply holds one whole object, so that nothing more is to come. */
export function isWhole(reply: string): boolean {
  if (!/\}[\s`]*$/.test(reply.slice(-20))) return false;
  try {
    jsonIn(reply);
    return true;
  } catch {
    return false;
  }
}
