import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
// Express' own file server (serve-static), which picks the compressed file beside a file where the browser can read it.
import expressStaticGzip from 'express-static-gzip';
import helmet from 'helmet';
import { KnockemError } from '#domain';
import { type DashboardFiles, NONCE_PLACEHOLDER } from './dashboard-files';

/**
 * Addresses that are pages: the same document, which then shows what its address names. A list, not "whatever is left":
 * a mistyped address of the API must stay a 404 in JSON, for whoever asks.
 */
const PAGE = /^\/(?:index\.html|(?:submissions|submit|executors|dead-letters)(?:\/[^.]*)?)?$/;
const ASSETS = '/assets/';
/** What answers programs; all else that a browser wants to look at is a page, if only the one that says there is none. */
const FOR_PROGRAMS = /^\/(?:api|assets|livez|readyz|metrics)(?:\/|$)/;

/**
 * The web page, for whoever asks: it is the same for everybody, and what it shows it asks the API for, with a token where
 * one is required. Stands before all that counts or refuses requests, so that no part of the page uses up a user's rate.
 * What is no part of the page goes on to the API.
 */
export function serveDashboard(app: NestExpressApplication, { directory }: DashboardFiles): void {
  const isRead = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';
  const document = join(directory, 'index.html');
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (!isRead(request) || !PAGE.test(asFile(request.path))) return next();
    sendPage(document, request, response, next).catch(next);
  });
  app.use(
    ASSETS,
    assets(join(directory, 'assets')),
    (_request: Request, response: Response, next: NextFunction) => {
      // Of a compressed part that went while the gateway ran.
      response.removeHeader('Content-Encoding');
      next(noSuchAsset());
    },
  );
  app.useStaticAssets(directory, { index: false, redirect: false, setHeaders: askAgain });
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (!isRead(request) || !isLookedAt(request) || FOR_PROGRAMS.test(asFile(request.path))) return next();
    response.status(404);
    sendPage(document, request, response, next).catch(next);
  });
}

/**
 * Parts of the page, compressed when it was built (scripts/compress-assets.mjs). The name of each holds a digest of its
 * content: it never changes.
 */
const assets = (directory: string): ReturnType<typeof expressStaticGzip> =>
  expressStaticGzip(directory, {
    enableBrotli: true,
    orderPreference: ['br'],
    index: false,
    serveStatic: { immutable: true, maxAge: '1y' },
  });

/** By a browser for somebody to see: programs that take anything do not name HTML. */
const isLookedAt = ({ headers }: Request): boolean => headers.accept?.includes('text/html') ?? false;

/** As the file server behind this reads it: no other spelling of the document's name gets it without its policy. */
function asFile(path: string): string {
  try {
    return decodeURIComponent(path).replace(/\/{2,}/g, '/');
  } catch {
    return path;
  }
}

/** The document is small and names the assets, so that it is asked for anew each time: a new build shows at once. */
async function sendPage(
  file: string,
  request: Request,
  response: Response,
  next: NextFunction,
): Promise<void> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? notBuilt() : error;
  });
  const nonce = randomBytes(16).toString('base64');
  response.locals.cspNonce = nonce;
  contentPolicy(request, response, (error) => {
    if (error) return next(error);
    response.setHeader('Cache-Control', 'no-cache');
    response.type('html').send(text.replaceAll(NONCE_PLACEHOLDER, nonce));
  });
}

/**
 * Nothing but what this gateway serves: no inline script, no eval, nobody else's fonts or pictures. The component set
 * (Mantine) writes its colours and breakpoints as style elements, which carry the answer's nonce; pictures of plots are
 * fetched with the token and shown as blobs.
 */
const contentPolicy = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", (_request, response) => `'nonce-${(response as Response).locals.cspNonce}'`],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
});

const askAgain = (response: ServerResponse): void => void response.setHeader('Cache-Control', 'no-cache');

const notBuilt = (): KnockemError =>
  new KnockemError('not-found', 'The web page was not built.', {
    hint: 'Build it with `npm run build`; the API is at /api/v1, and /api/docs describes it.',
  });

const noSuchAsset = (): KnockemError =>
  new KnockemError('not-found', 'There is no such part of the web page (any more).', {
    hint: 'Reload the page: it was built anew.',
  });
