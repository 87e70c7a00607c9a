import { CallerController } from './caller.controller';
import { DeadLettersController } from './dead-letters.controller';
import { EventsController } from './events.controller';
import { ExecutorsController } from './executors.controller';
import { FiguresController } from './figures.controller';
import { GenomesController } from './genomes.controller';
import { NotificationsController } from './notifications.controller';
import { RunsController } from './runs.controller';
import { StreamsController } from './streams.controller';
import { SubmissionPartsController } from './submission-parts.controller';
import { SubmissionsController } from './submissions.controller';
import { TablesController } from './tables.controller';
import { UsersController } from './users.controller';

/** Every route of the API. Tables come before parts: `competitions.csv` is no competition. */
export const HTTP_CONTROLLERS = [
  GenomesController,
  SubmissionsController,
  StreamsController,
  EventsController,
  TablesController,
  SubmissionPartsController,
  RunsController,
  FiguresController,
  NotificationsController,
  ExecutorsController,
  UsersController,
  CallerController,
  DeadLettersController,
] as const;
