interface Answered<T> {
  readonly data?: T;
  readonly response: Response;
}

/** What was answered: `await answerOf(client.GET(…))`. Throws what the client's `send` throws. */
export async function answerOf<T>(asked: Promise<Answered<T>>): Promise<T> {
  const { data, response } = await asked;
  if (data === undefined) throw new Error(`The gateway answered ${response.status} with nothing in it.`);
  return data;
}
