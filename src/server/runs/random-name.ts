import { randomInt } from 'node:crypto';

const ADJECTIVES =
  'amber ancient autumn blue bold brave bright calm clear cosmic crimson dawn deep eager early easy fair fluent fresh gentle giddy golden grateful hardy honest icy jolly keen kind lively lucky mellow merry misty neat noble olive opal pale patient polar proud quick quiet rapid rare rosy royal rustic serene sharp silent silver smooth snowy solar spring stellar steady still summer sunny swift tidy true twilight vivid warm wild winter wise woven young zesty'.split(
    ' ',
  );
const NOUNS =
  'alder badger bay beaver bird bison brook canyon cedar cloud comet crane creek deer dew dune eagle elk ember falcon fern field finch fire fjord flower forest fox frog galaxy glade grove hare haze heron hill ibex island jay lake lark leaf lion lynx maple marmot meadow mole moon moss mountain oak otter owl paper pine plover pond rain raven reef river robin sea shadow sky smoke sound sparrow star stoat stork sun sunset swan thunder tree valley violet voice vole water wave wind wolf wood wren'.split(
    ' ',
  );

/** A name for a run that nobody has named: "swift-heron-12", the number being its place in the project. */
export function makeUpName(number: number): string {
  return `${ADJECTIVES[randomInt(ADJECTIVES.length)]}-${NOUNS[randomInt(NOUNS.length)]}-${number}`;
}
