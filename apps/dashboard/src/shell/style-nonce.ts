/** The nonce that the gateway allows style elements of this answer to have; empty where the development server answers. */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

declare global {
  var __webpack_nonce__: string | undefined;
}

/** The same for react-remove-scroll, which Mantine's dialogs use: it looks for its nonce where webpack would put it. */
export function giveStyleNonce(): void {
  globalThis.__webpack_nonce__ = styleNonce();
}
