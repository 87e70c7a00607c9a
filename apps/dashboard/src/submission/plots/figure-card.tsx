import { Group, Loader, Paper, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactElement, Suspense } from 'react';
import type { Schemas } from '#client';
import { readSpecification } from '../../api/client';
import { ProblemAlert } from '../../shell/problem-alert';
import { PictureButtons } from './picture-buttons';

const VegaPicture = lazy(async () => ({ default: (await import('./vega-picture')).VegaPicture }));

/** One figure, drawn from the same specification as in the report, with its words and its files. */
export function FigureCard({ figure }: { readonly figure: Schemas['Figure'] }): ReactElement {
  const { name, title, description, links } = figure;
  const address = links?.['vl.json'];
  const { data, error } = useQuery({
    queryKey: ['specification', address, description],
    queryFn: () => readSpecification(address!),
    enabled: address !== undefined,
    staleTime: Infinity,
  });
  return (
    <Paper withBorder p="sm" component="figure" m={0} aria-label={title}>
      {error && <ProblemAlert error={error} what="The figure could not be read" />}
      {data ? (
        <Suspense fallback={<Loader aria-label={`Drawing ${title}`} />}>
          <VegaPicture specification={data} description={description} />
        </Suspense>
      ) : (
        !error && <Loader aria-label={`Reading ${title}`} />
      )}
      <Group justify="space-between" align="flex-start" mt="xs" component="figcaption">
        <Text size="sm" flex="1 1 16rem">
          {description}
        </Text>
        {links && <PictureButtons name={name} title={title} links={links} />}
      </Group>
    </Paper>
  );
}
