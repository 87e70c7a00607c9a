import { Accordion, Checkbox, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { ASSAY_TYPES, ASSAYS, assaysToRun } from './assays';
import type { AssayType } from './form-values';
import { NumberField } from './number-field';
import { fieldSchema, type SubmitForm } from './use-submit-form';

/** Which assays to run, and the numbers of all that will run for them. */
export function AssayFields({ form }: { readonly form: SubmitForm }): ReactElement {
  const toRun = assaysToRun(form.values.assayTypes);
  const added = toRun.filter((type) => !form.values.assayTypes.includes(type));
  return (
    <Stack gap="md">
      <Checkbox.Group label="Assays" withAsterisk {...form.getInputProps('assayTypes')}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} mt="xs">
          {ASSAY_TYPES.map((type) => (
            <Checkbox
              key={type}
              value={type}
              label={ASSAYS[type].title}
              description={`${type}: ${ASSAYS[type].purpose}`}
            />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      {added.length > 0 && (
        <Text size="sm" c="dimmed">
          Also run, because these need them: {added.join(', ')}.
        </Text>
      )}
      <AssayParameters form={form} types={toRun} />
    </Stack>
  );
}

function AssayParameters({
  form,
  types,
}: {
  readonly form: SubmitForm;
  readonly types: readonly AssayType[];
}): ReactElement {
  // A number that is wrong must be seen.
  const wrong = types.filter((type) =>
    Object.keys(form.errors).some((field) => field.startsWith(`assayParameters.${type}.`)),
  );
  return (
    <Accordion variant="contained" multiple key={wrong.join()} defaultValue={wrong} order={3}>
      {types.map((type) => (
        <Accordion.Item key={type} value={type}>
          <Accordion.Control>Numbers of {type}</Accordion.Control>
          <Accordion.Panel>
            <SimpleGrid cols={{ base: 1, sm: 2 }} style={{ alignItems: 'end' }}>
              {Object.keys(fieldSchema(`assayParameters.${type}`)?.properties ?? {}).map((name) => (
                <NumberField key={name} form={form} path={`assayParameters.${type}.${name}`} label={name} />
              ))}
            </SimpleGrid>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
