import { Controller, Delete, HttpCode, Param } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { isEmail } from 'class-validator';
import { KnockemError } from '#domain';
import { DeleteUser, type UserDeleted } from '../../application/delete-user';
import { actorOf, type Caller } from '../../domain/caller';
import { CallerOf, Needs } from './access/needs';
import { Answer, Problems } from './answers';
import { UserDeletedDto } from './dto/replies.dto';

/** In place of a person's name where none was given. */
const ANONYMOUS = 'rest';

@ApiTags('users')
@Controller('api/v1/users')
export class UsersController {
  constructor(private readonly deleteUser: DeleteUser) {}

  @Delete(':userEmail')
  @Needs('administer')
  @HttpCode(202)
  @ApiOperation({ summary: 'Delete everything of a user: submissions, results, genomes' })
  @ApiParam({ name: 'userEmail', schema: { type: 'string', format: 'email' }, example: 'ada@example.org' })
  @Answer(UserDeletedDto, 'Journalled: nothing of it can be read any more', { status: 202 })
  @Problems(400, [409, 'Some of the submissions are live; `problems` names them'], 503)
  delete(@Param('userEmail') userEmail: string, @CallerOf() caller: Caller): Promise<UserDeleted> {
    if (!isEmail(userEmail)) {
      throw new KnockemError('invalid', 'userEmail in the address is not an e-mail address.', {
        problems: [{ field: 'userEmail', message: 'must be an e-mail address' }],
      });
    }
    return this.deleteUser.delete(userEmail, actorOf(caller, undefined, ANONYMOUS));
  }
}
