/** As long as a SHA-256: what the command's hint makes, too. */
const BYTES = 32;

/** A secret for the signature of webhooks: `whsec_` and random bytes in base64. */
export const randomSecret = (): string =>
  `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(BYTES))))}`;
