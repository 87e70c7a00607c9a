import { runService } from '#platform';
import { SchedulerModule } from './scheduler.module';

void runService({ name: 'scheduler', module: () => SchedulerModule });
