import { runService } from '#platform';
import { gateway } from './gateway.module';

void runService(gateway);
