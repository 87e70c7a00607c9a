import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsBoolean, IsEmail, IsOptional, IsString, MaxLength } from 'class-validator';
import { LIMITS } from '#contracts';

/** JSON body of POST /genomes; the content itself is judged by the use case, whichever way it came. */
@ApiSchema({ name: 'GenomeUpload' })
export class GenomeUploadDto {
  @ApiProperty({
    description: 'UTF-8 text, at most 15,000,000 bytes',
    minLength: 1,
    maxLength: LIMITS.genomeBytes,
    example: '0 1 2',
  })
  @IsString({ message: 'genomeContent must be text' })
  genomeContent!: string;

  @ApiProperty({ format: 'email', maxLength: 254, example: 'ada@example.org' })
  @IsEmail({}, { message: 'userEmail must be an e-mail address' })
  @MaxLength(254)
  userEmail!: string;

  @ApiPropertyOptional({
    default: false,
    description: 'delete the content when the submissions that use it have ended',
  })
  @IsOptional()
  @IsBoolean()
  isEphemeral?: boolean;
}
