import { Text, useComputedColorScheme } from '@mantine/core';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { draw } from './draw';
import './vega-picture.css';

interface VegaPictureProps {
  readonly specification: Record<string, unknown>;
  /** What is to be seen, for those who do not see it. */
  readonly description: string;
}

/** A Vega-Lite specification as a picture, as wide as there is room, in the page's colours. */
export function VegaPicture({ specification, description }: VegaPictureProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const isDark = useComputedColorScheme('light') === 'dark';
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    const drawing = draw(specification, place.current!, isDark);
    drawing.done.then(
      () => setFailure(undefined),
      (error: Error) => setFailure(error.message),
    );
    return drawing.remove;
  }, [specification, isDark]);
  return (
    <>
      {failure !== undefined && <Text size="sm">The figure could not be drawn: {failure}</Text>}
      <div ref={place} className="vega-picture" tabIndex={0} role="img" aria-label={description} />
    </>
  );
}
