import { randomInt } from "node:crypto";

const QUALITIES =
  "brave bright calm clear clever cool curious eager early fair fine free fresh gentle glad golden good green happy honest kind light lively lucky merry mild neat new noble old open patient plain proud quick quiet ready rich round sharp silver simple smart soft steady still strong sunny swift tall warm wide wise young".split(
    " ",
  );
const ANIMALS =
  "badger bear bee bison buffalo butterfly camel carp cat crab crane cricket deer dolphin dove dragonfly duck eagle elephant falcon finch firefly frog gecko gibbon goose heron hornbill horse ibis kingfisher koel lark leopard lion lizard lobster macaque magpie moth mynah otter owl ox panda pangolin parrot peacock pelican pheasant pigeon quail rabbit robin salmon seal sparrow squirrel stork swallow swan tapir tiger tortoise turtle whale wren".split(
    " ",
  );

/** A made-up name for a trainee, such as `quiet-heron-42`: it says nothing about who it is. */
export function learnerName(pick: (below: number) => number = randomInt): string {
  return `${QUALITIES[pick(QUALITIES.length)]}-${ANIMALS[pick(ANIMALS.length)]}-${10 + pick(90)}`;
}
