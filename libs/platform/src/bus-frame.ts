import { type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type MicroserviceOptions } from '@nestjs/microservices';
import { OpsAnswers } from './ops/ops-answers';
import { OpsServer } from './ops/ops-server';
import { UnchangedErrors } from './requests';
import { type FrameParts, type ServiceFrame } from './service-frame';

/** A service that is reached on the bus alone. What it serves by HTTP, where it is told to, is what operations ask. */
export async function openBusFrame({
  root,
  configuration,
  transport,
}: FrameParts): Promise<ServiceFrame<INestMicroservice>> {
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(root, {
    strategy: transport,
    logger: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new UnchangedErrors());
  const ops = new OpsServer(app.get(OpsAnswers));
  return {
    app,
    start: () => app.listen(),
    listen: async () => {
      const { host, port } = configuration.ops;
      return port === undefined ? undefined : ops.listen(port, host);
    },
    stopListening: () => ops.close(),
    close: async () => {
      ops.close();
      await app.close();
      ops.closeAll();
    },
  };
}
