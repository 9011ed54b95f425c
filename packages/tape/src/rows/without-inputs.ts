import { type Primitive, primitive } from "../primitive.ts";

/** What a row that makes something of nothing says for itself. */
type Creation<P> = Pick<Primitive<P>, "name" | "shape" | "kernel">;

/** A row without inputs: nothing flows through it, and no batch reaches it. */
/* @__NO_SIDE_EFFECTS__ */
export function creation<P>(row: Creation<P>): Primitive<P> {
  return primitive<P>({
    ...row,
    family: "create",
    number: undefined,
    scalar: undefined,
    reads: "nothing",
    vjp: () => [],
    jvp: () => [undefined],
    batch: (_, { params }) => row.kernel(params, [], row.shape(params, [])),
  });
}
