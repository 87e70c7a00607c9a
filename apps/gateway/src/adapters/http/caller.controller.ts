import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../domain/caller';
import { CallerOf, Needs } from './access/needs';
import { Answer, Problems } from './answers';
import { CallerDto } from './dto/replies.dto';

/** Who asks, so that a client can show it, and tell beforehand what would be refused. */
@ApiTags('users')
@Controller('api/v1/caller')
export class CallerController {
  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'Whose token is shown, and what it allows' })
  @Answer(CallerDto, 'Who asks')
  @Problems([503, 'The gateway starts or stops'])
  read(@CallerOf() { userEmail, scopes }: Caller): CallerDto {
    // A token always has a user; anybody has none.
    return userEmail === undefined
      ? { tokensRequired: false, scopes: [...scopes] }
      : { tokensRequired: true, userEmail, scopes: [...scopes] };
  }
}
