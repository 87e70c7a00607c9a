// Express' own middleware: negotiates the encoding, tells caches, leaves ETags and HEAD as they are.
import compression from 'compression';

const JSON_ANSWER = /^application\/(?:[\w.]+\+)?json\b/;
/** Below this an answer is one packet anyway. */
const LEAST_BYTES = 1024;

/**
 * Answers in JSON go compressed to who can read that: lists repeat their names in every row, and a page of competitions
 * becomes a twentieth. Nothing else does: what compresses collects first, and events and the output of containers must come
 * when they happen.
 *
 * The length of an answer betrays nothing over TLS (BREACH): who guesses a secret from lengths must make a reader's browser
 * ask many times in the reader's name, with guesses in what is asked. The token is a header and no cookie, so that no
 * foreign site can; and no answer tells a token.
 */
export const compressJson = compression({
  threshold: LEAST_BYTES,
  filter: (_request, response) => JSON_ANSWER.test(String(response.getHeader('Content-Type'))),
});
