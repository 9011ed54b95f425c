/** The relationships of the two family trees, in the order of the network's inputs. */
export const RELATIONS = [
  "father",
  "mother",
  "husband",
  "wife",
  "son",
  "daughter",
  "uncle",
  "aunt",
  "brother",
  "sister",
  "nephew",
  "niece",
] as const;

type Relation = (typeof RELATIONS)[number];

/** Husband, wife, and their children, where they have any. */
type Family = readonly [husband: string, wife: string, children: readonly string[]];

/** Both trees are alike, name for name. */
const TREES: readonly (readonly Family[])[] = [
  [
    ["Christopher", "Penelope", ["Arthur", "Victoria"]],
    ["Andrew", "Christine", ["James", "Jennifer"]],
    ["Arthur", "Margaret", []],
    ["James", "Victoria", ["Colin", "Charlotte"]],
    ["Charles", "Jennifer", []],
  ],
  [
    ["Roberto", "Maria", ["Emilio", "Lucia"]],
    ["Pierro", "Francesca", ["Marco", "Angela"]],
    ["Emilio", "Gina", []],
    ["Marco", "Lucia", ["Alfonso", "Sophia"]],
    ["Tomaso", "Angela", []],
  ],
];

/** The 24 people, 12 of each tree. */
export const PEOPLE: readonly string[] = TREES.flatMap((tree) => [
  ...new Set(tree.flatMap(([husband, wife, children]) => [husband, wife, ...children])),
]);

/** Of whom what is asked, and all who are the answer. */
export interface Fact {
  readonly person: string;
  readonly relation: Relation;
  readonly answers: readonly string[];
}

/** All that can be asked of the trees and has an answer: 104 facts. */
export function facts(): Fact[] {
  return TREES.flatMap((tree) =>
    PEOPLE.flatMap((person) =>
      RELATIONS.map((relation) => ({ person, relation, answers: answersTo(tree, person, relation) })),
    ),
  ).filter(({ answers }) => answers.length > 0);
}

function answersTo(tree: readonly Family[], person: string, relation: Relation): string[] {
  const women = new Set([...tree.map(([, wife]) => wife), "Charlotte", "Sophia"]);
  const male = (name: string): boolean => !women.has(name);
  const female = (name: string): boolean => women.has(name);
  const parents = (of: string): string[] =>
    tree.flatMap(([husband, wife, children]) => (children.includes(of) ? [husband, wife] : []));
  const spouses = (of: string): string[] =>
    tree.flatMap(([husband, wife]) => (husband === of ? [wife] : wife === of ? [husband] : []));
  const childrenOf = (of: string): readonly string[] =>
    tree.flatMap(([husband, wife, children]) => (husband === of || wife === of ? children : []));
  const siblings = (of: string): string[] =>
    tree.flatMap(([, , children]) => (children.includes(of) ? children.filter((name) => name !== of) : []));
  const parentsSiblings = parents(person).flatMap(siblings);
  const elders = [...parentsSiblings, ...parentsSiblings.flatMap(spouses)];
  const siblingsChildren = [person, ...spouses(person)].flatMap(siblings).flatMap(childrenOf);
  const found: { readonly [R in Relation]: readonly string[] } = {
    father: parents(person).filter(male),
    mother: parents(person).filter(female),
    husband: spouses(person).filter(male),
    wife: spouses(person).filter(female),
    son: childrenOf(person).filter(male),
    daughter: childrenOf(person).filter(female),
    uncle: elders.filter(male),
    aunt: elders.filter(female),
    brother: siblings(person).filter(male),
    sister: siblings(person).filter(female),
    nephew: siblingsChildren.filter(male),
    niece: siblingsChildren.filter(female),
  };
  return [...found[relation]];
}
