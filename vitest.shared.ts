/** Every project resolves its neighbours' sources: tests need no build. */
const conditions = ["@chainrule/source", "module", "import", "default"];

export const sourceCondition = {
  resolve: { conditions },
  ssr: { resolve: { conditions } },
};
