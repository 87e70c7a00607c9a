import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import helmet from 'helmet';
import type { TokenBook } from '#platform';
import { identify, refuseUnidentified } from './access/identify';
import { apiDocument } from './api-document';
import { type DashboardFiles } from './dashboard/dashboard-files';
import { serveDashboard } from './dashboard/serve-dashboard';
import { ProblemFilter } from './problem-filter';
import { readBodies } from './bodies';
import { compressJson } from './compress-json';
import { BodiesUnderWay } from './flood/bodies-under-way';
import { requestRates, type RequestRates } from './flood/request-rates';
import { type HttpMeter, timeRequests } from './time-requests';

/** Time for a request to arrive whole: 15 MB at 1 Mbit/s is two minutes. */
const REQUEST_MS = 180_000;
const HEADERS_MS = 20_000;
/** Longer than the usual 60 s of a proxy in front, so that the proxy is the one that closes. */
const KEEP_ALIVE_MS = 65_000;

export interface HttpOptions {
  readonly version: string;
  readonly tokens: TokenBook;
  readonly tokensRequired: boolean;
  /** ISO-8601. */
  readonly now: () => string;
  readonly rates: RequestRates;
  readonly dashboard: DashboardFiles;
  readonly meter: HttpMeter;
  readonly onInternal: (error: unknown, path: string) => void;
}

/** Everything of the HTTP side that is not a route: headers, bodies, errors, time-outs and the API's own page. */
export function configureHttp(app: NestExpressApplication, options: HttpOptions): void {
  app.disable('x-powered-by');
  app.use(timeRequests(options.meter));
  app.use(helmet(HEADERS));
  serveDashboard(app, options.dashboard);
  app.use(compressJson);
  // Who asks, then how often, then whether at all, then how much: a flood is turned away before its bodies are read.
  app.use(identify(options.tokens, options));
  app.use(...requestRates(options.rates), refuseUnidentified, new BodiesUnderWay().admit);
  readBodies(app);
  app.useGlobalFilters(new ProblemFilter(options.onInternal));
  const document = apiDocument(app, options.version);
  SwaggerModule.setup('api/docs', app, document, {
    jsonDocumentUrl: 'api/docs-json',
    yamlDocumentUrl: 'api/docs-yaml',
    customSiteTitle: 'knockem API',
    swaggerOptions: { displayRequestDuration: true, defaultModelsExpandDepth: 0 },
  });
  const server = app.getHttpServer();
  server.requestTimeout = REQUEST_MS;
  server.headersTimeout = HEADERS_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
}

/** Plain HTTP is spoken here; TLS, where there is any, ends in front, and HSTS is its business. */
const HEADERS: Parameters<typeof helmet>[0] = {
  strictTransportSecurity: false,
  contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
};
