import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ASSAY_PARAMETERS, type ParameterSpec } from '#contracts';
import { ASSAY_TYPES, type AssayType } from '#domain';

/** `assayParameters` for the API page, one property per assay type, made from the table that validates them. */
@ApiSchema({ name: 'AssayParameters' })
export class AssayParametersDto {}

for (const type of ASSAY_TYPES) {
  ApiPropertyOptional({ type: parametersOf(type), description: `Numbers of the assay ${type}` })(
    AssayParametersDto.prototype,
    type,
  );
}

function parametersOf(type: AssayType): new () => object {
  @ApiSchema({ name: `${type[0].toUpperCase()}${type.slice(1)}Parameters` })
  class Parameters {}
  for (const [name, spec] of Object.entries(ASSAY_PARAMETERS[type])) {
    ApiProperty(schemaOf(spec))(Parameters.prototype, name);
  }
  return Parameters;
}

function schemaOf(spec: ParameterSpec) {
  return {
    type: spec.integer ? ('integer' as const) : ('number' as const),
    description: `${spec.description} (${spec.unit})`,
    minimum: spec.min,
    maximum: spec.max,
    default: spec.default,
    required: false,
  };
}
