import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { NOTIFICATION_CHANNELS, NOTIFIED_EVENTS, type NotifiedEvent, Notify } from '#contracts';
import type { NotificationLog } from '../../../application/notifications/read-notifications';
import type { NotificationView } from '../../../domain/notifications';
import * as F from './fields';

const { OPTIONAL } = F;

@ApiSchema({ name: 'Notify' })
export class NotifyDto extends Notify {
  @ApiPropertyOptional({
    format: 'uri',
    maxLength: 2048,
    example: 'https://example.org/knockem',
    description: 'Gets a signed POST (standardwebhooks.com) for each event; needs a webhookSecret',
  })
  override webhookUrl?: string;

  @ApiPropertyOptional({
    // 24 bytes are 32 letters, 64 are 86.
    pattern: '^whsec_[A-Za-z0-9+/]{32,86}={0,2}$',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    description: 'Of the signature: whsec_ and 24 to 64 bytes in base64. Never shown again',
  })
  override webhookSecret?: string;

  @ApiPropertyOptional({
    default: false,
    description: 'Also by e-mail to userEmail, where this stack sends any',
  })
  override email?: boolean;

  @ApiPropertyOptional({
    enum: NOTIFIED_EVENTS,
    isArray: true,
    minItems: 1,
    uniqueItems: true,
    description: 'Absent = all',
  })
  override events?: NotifiedEvent[];
}

@ApiSchema({ name: 'NotifySettings' })
class NotifySettingsDto {
  @F.Text(undefined, OPTIONAL)
  webhookUrl?: string;

  @F.Flag()
  email!: boolean;

  @F.Words(undefined, { items: { type: 'string', enum: [...NOTIFIED_EVENTS] } })
  events!: NotifiedEvent[];
}

@ApiSchema({ name: 'NotificationTry' })
class NotificationTryDto {
  @F.Time()
  at!: string;

  @F.Whole('milliseconds')
  durationMs!: number;

  @F.OneOf(['delivered', 'failed', 'given-up'], 'failed = it is tried again')
  outcome!: 'delivered' | 'failed' | 'given-up';

  @F.Text('why it was not delivered', OPTIONAL)
  reason?: string;
}

@ApiSchema({ name: 'Notification' })
class NotificationDto implements NotificationView {
  @F.Id('the webhook-id: a receiver that sees one twice has seen it')
  notificationId!: string;

  @F.OneOf(NOTIFIED_EVENTS, 'what is told')
  event!: NotifiedEvent;

  @F.OneOf(NOTIFICATION_CHANNELS, 'how')
  channel!: string;

  @F.OneOf(['waiting', 'delivered', 'given-up'], 'waiting = it is being sent, or tried again')
  status!: NotificationView['status'];

  @F.Time('when it happened')
  at!: string;

  @F.Time('of one that waits after a failed try', OPTIONAL)
  nextTryAt?: string;

  @ApiProperty({ type: [NotificationTryDto] })
  tries!: NotificationTryDto[];
}

@ApiSchema({ name: 'NotificationLog' })
export class NotificationLogDto implements NotificationLog {
  @ApiProperty({ type: NotifySettingsDto, required: false, description: 'absent = nobody asked to be told' })
  notify?: NotifySettingsDto;

  @ApiProperty({ type: [NotificationDto] })
  items!: NotificationDto[];

  @F.Flag('true = there are older ones, which are not shown', OPTIONAL)
  isCut?: true;
}
