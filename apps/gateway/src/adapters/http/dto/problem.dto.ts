import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { ProblemDocument } from '../problem';
import { OPTIONAL, Text, Whole } from './fields';

@ApiSchema({ name: 'FieldProblem' })
class FieldProblemDto {
  @Text('where it stands', { example: 'assayTypes' })
  field!: string;

  @Text('what is wrong with it', { example: 'unknown assay type "nuldist"; did you mean "nulldist"?' })
  message!: string;
}

/** An error as a client reads it (RFC 9457). */
@ApiSchema({ name: 'Problem' })
export class ProblemDto implements ProblemDocument {
  @Text('names the kind of problem', { example: 'urn:knockem:problem:invalid' })
  type!: string;

  @Text('the kind in words', { example: 'The request is not valid' })
  title!: string;

  @Whole('the HTTP status', { minimum: 400, maximum: 599, example: 400 })
  status!: number;

  @Text('what happened here, and where')
  detail!: string;

  @Text('the path of the request', { example: '/api/v1/submissions' })
  instance!: string;

  @Text('the kind as a word for machines; it never changes its meaning', { example: 'invalid' })
  code!: string;

  @ApiProperty({ type: [FieldProblemDto], required: false, description: 'every field that is wrong' })
  problems?: FieldProblemDto[];

  @Text('what to do', OPTIONAL)
  hint?: string;
}
