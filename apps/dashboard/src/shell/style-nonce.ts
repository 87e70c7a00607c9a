/** The nonce that the gateway allows style elements of this answer to have; empty where the development server answers. */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
