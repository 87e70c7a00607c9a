import { type INestApplication, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { withBodiesByType } from './api-document-bodies';
import { HTTP_CONTROLLERS } from './controllers';

const DESCRIPTION =
  'Submit a genome and a container image, follow the knockout competitions, read results. ' +
  'Errors are problem documents (RFC 9457).';

/** The API in OpenAPI, read from the controllers: the page, /api/docs-json and docs/openapi.json are all this. */
export function apiDocument(app: INestApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('knockem')
    .setDescription(DESCRIPTION)
    .setVersion(version)
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'Where the gateway requires tokens' })
    .addServer('/', 'the gateway that shows this page')
    .addTag('submissions', 'Ask for assays of a genome, follow them, read what they found')
    .addTag('genomes', 'Genomes as text, by id')
    .addTag('users', 'Everything of a user')
    .addTag('executors', 'Who runs the containers')
    .addTag('dead letters', 'Messages that were given up')
    .build();
  return withBodiesByType(SwaggerModule.createDocument(app, config, { operationIdFactory: operationId }));
}

/** `genomes_list`: generated clients make method names of it. Parts of a submission belong to submissions. */
const operationId = (controller: string, method: string): string =>
  `${NOUNS[controller] ?? 'submissions'}_${method}`;

const NOUNS: Readonly<Record<string, string>> = {
  GenomesController: 'genomes',
  ExecutorsController: 'executors',
  UsersController: 'users',
  CallerController: 'caller',
  DeadLettersController: 'deadLetters',
};

/** What controllers are made of, by name only: none of it is ever called. */
const parts = HTTP_CONTROLLERS.flatMap(
  (controller) => (Reflect.getMetadata('design:paramtypes', controller) as Type[] | undefined) ?? [],
).map((provide) => ({ provide, useValue: {} }));

@Module({ controllers: [...HTTP_CONTROLLERS], providers: parts })
class ControllersAlone {}

/** The same without a running gateway: controllers are looked at, and nothing is made or connected. */
export async function describeApi(version: string): Promise<OpenAPIObject> {
  const app = await NestFactory.create(ControllersAlone, {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  return apiDocument(app, version);
}
