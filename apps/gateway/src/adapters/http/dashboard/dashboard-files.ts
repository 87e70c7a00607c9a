import { basename, join, resolve } from 'node:path';

const ABOVE_APPS = resolve(__dirname, '..', '..', '..', '..', '..', '..');
/** The build; this file may run from there or, in specs, from the sources beside it. */
const DIST = basename(ABOVE_APPS) === 'dist' ? ABOVE_APPS : join(ABOVE_APPS, 'dist');

/** Where the web page lies after it was built (apps/dashboard); specs serve another. */
export class DashboardFiles {
  constructor(readonly directory = join(DIST, 'dashboard')) {}
}

/** In the built page where each answer's own nonce goes; apps/dashboard/vite.config.ts writes it. */
export const NONCE_PLACEHOLDER = 'KNOCKEM_CSP_NONCE';
