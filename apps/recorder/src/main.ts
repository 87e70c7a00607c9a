import { runService } from '#platform';
import { RecorderModule } from './recorder.module';

void runService({
  name: 'recorder',
  module: (configuration) => RecorderModule.forConfiguration(configuration),
});
