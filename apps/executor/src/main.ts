import { runService } from '#platform';
import { ExecutorModule } from './executor.module';

void runService({ name: 'executor', module: (configuration) => ExecutorModule.on(configuration) });
