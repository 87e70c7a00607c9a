import { Controller } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import type { RecordsToldAgain, SchedulerBackup } from '#contracts';
import { Backups } from '../backups';

/** What operators ask for: a backup of the database, and everything told to the records again. */
@Controller()
export class KeepingController {
  constructor(private readonly backups: Backups) {}

  @MessagePattern('scheduler.backup')
  backUp(): Promise<SchedulerBackup> {
    return this.backups.make();
  }

  @MessagePattern('records.rebuild')
  rebuild(): RecordsToldAgain {
    return this.backups.tellRecordsAgain();
  }
}
