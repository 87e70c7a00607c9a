import { runService } from '#platform';
import { PlannerModule } from './planner.module';

void runService({ name: 'planner', module: () => PlannerModule });
