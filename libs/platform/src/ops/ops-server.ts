import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { METRICS_TYPE, type OpsAnswers } from './ops-answers';

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

/**
 * The operations' port of a service without an HTTP door: three paths to read, on Node's own server, because Express
 * and Nest's adapter for it would be a third of what such a service loads. Connections are not kept open.
 */
export class OpsServer {
  private readonly server: Server;

  constructor(private readonly answers: OpsAnswers) {
    this.server = createServer((request, response) => void this.respond(request, response));
  }

  /** Resolves with `http://host:port`; rejects where nobody can listen there. */
  async listen(port: number, host: string): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host || undefined, resolve);
    });
    const { port: bound } = this.server.address() as AddressInfo;
    return `http://${host || 'localhost'}:${bound}`;
  }

  close(): void {
    if (this.server.listening) this.server.close();
  }

  closeAll(): void {
    this.server.closeAllConnections();
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body, type = 'application/json; charset=utf-8' } = await this.answerTo(request);
    response.writeHead(status, {
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  private async answerTo({ method, url = '' }: IncomingMessage): Promise<Answer> {
    if (method !== 'GET' && method !== 'HEAD') return { status: 405, body: '{}' };
    switch (url.split('?')[0]) {
      case '/livez':
        return { status: 200, body: JSON.stringify(this.answers.livez()) };
      case '/readyz': {
        const answer = await this.answers.readyz();
        return { status: answer.status === 'ok' ? 200 : 503, body: JSON.stringify(answer) };
      }
      case '/metrics':
        return { status: 200, body: await this.answers.metrics(), type: METRICS_TYPE };
      default:
        return { status: 404, body: '{}' };
    }
  }
}
