import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { partsOf, type TestImage } from './image-archive';

interface Content {
  readonly type: string;
  readonly bytes: Buffer;
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';

/**
 * A registry on loopback that gives images to who shows its user and password (HTTP basic), and to nobody else: the pull
 * half of the OCI distribution specification, over plain HTTP. It is no friend: what it refuses it repeats, credentials
 * and all.
 */
export class ImageRegistry {
  /** Authorization headers in the order they came; '' = none. */
  readonly shown: string[] = [];
  private readonly contents = new Map<string, Content>();
  private readonly server: Server = createServer((request, response) => this.answer(request, response));

  constructor(
    private readonly user: string,
    private readonly password: string,
  ) {}

  async start(): Promise<this> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  /** As image names begin. */
  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** `host/<image.tag>` is what to pull. */
  async push(image: TestImage): Promise<string> {
    const { digest } = await this.keepImage(image);
    return this.tag(image.tag, this.contents.get(digest)!);
  }

  /** One name for several platforms. */
  async pushIndex(name: string, images: readonly TestImage[]): Promise<string> {
    const manifests = [];
    for (const image of images) {
      const platform = { os: 'linux', architecture: image.architecture ?? 'amd64' };
      manifests.push({ mediaType: MANIFEST, ...(await this.keepImage(image)), platform });
    }
    const index = json(INDEX, { schemaVersion: 2, mediaType: INDEX, manifests });
    this.keep(index);
    return this.tag(name, index);
  }

  private tag(name: string, content: Content): string {
    const colon = name.lastIndexOf(':');
    this.contents.set(`${name.slice(0, colon)}/manifests/${name.slice(colon + 1)}`, content);
    return `${this.host}/${name}`;
  }

  private async keepImage(image: TestImage): Promise<{ digest: string; size: number }> {
    const { layer, config } = await partsOf(image);
    const manifest = json(MANIFEST, {
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: { mediaType: CONFIG, ...this.keep({ type: CONFIG, bytes: Buffer.from(config) }) },
      layers: [{ mediaType: LAYER, ...this.keep({ type: LAYER, bytes: gzipSync(layer) }) }],
    });
    return this.keep(manifest);
  }

  private keep(content: Content): { digest: string; size: number } {
    const digest = `sha256:${createHash('sha256').update(content.bytes).digest('hex')}`;
    this.contents.set(digest, content);
    return { digest, size: content.bytes.length };
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const shown = request.headers.authorization ?? '';
    this.shown.push(shown);
    const expected = Buffer.from(`${this.user}:${this.password}`).toString('base64');
    if (shown !== `Basic ${expected}`) return this.refuse(shown, response);
    const path = (request.url ?? '').replace(/^\/v2\//, '');
    if (path === '') return void response.end('{}');
    const found = this.contents.get(path) ?? this.contents.get(path.split('/').at(-1) ?? '');
    if (!found) return void response.writeHead(404).end(errorOf('MANIFEST_UNKNOWN', 'manifest unknown'));
    const digest = `sha256:${createHash('sha256').update(found.bytes).digest('hex')}`;
    response.writeHead(200, {
      'content-type': found.type,
      'content-length': found.bytes.length,
      'docker-content-digest': digest,
    });
    response.end(request.method === 'HEAD' ? undefined : found.bytes);
  }

  private refuse(shown: string, response: ServerResponse): void {
    const decoded = Buffer.from(shown.replace('Basic ', ''), 'base64').toString('utf8');
    const message = shown === '' ? 'authentication required' : `not ${shown}, which is ${decoded}`;
    response.writeHead(401, {
      'content-type': 'application/json',
      'docker-distribution-api-version': 'registry/2.0',
      'www-authenticate': 'Basic realm="lab"',
    });
    response.end(errorOf('UNAUTHORIZED', message));
  }
}

const json = (type: string, value: object): Content => ({ type, bytes: Buffer.from(JSON.stringify(value)) });

const errorOf = (code: string, message: string): string => JSON.stringify({ errors: [{ code, message }] });
