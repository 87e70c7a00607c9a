import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type NotificationLog, ReadNotifications } from '../../application/notifications/read-notifications';
import { Needs } from './access/needs';
import { Answer, Problems, UuidParam } from './answers';
import { NotificationLogDto } from './dto/notifications.dto';
import { IdParam } from './validated';

@ApiTags('submissions')
@UuidParam('submissionId', 'the submission')
@Controller('api/v1/submissions/:submissionId/notifications')
export class NotificationsController {
  constructor(private readonly readNotifications: ReadNotifications) {}

  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'Whom a submission tells of its start and end, and every try to tell them' })
  @Answer(NotificationLogDto, 'Oldest first; of many the newest')
  @Problems(400, 404, 503)
  notifications(@IdParam('submissionId') submissionId: string): Promise<NotificationLog> {
    return this.readNotifications.read(submissionId);
  }
}
