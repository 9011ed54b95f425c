import { defineProject } from "vitest/config";
import { sourceCondition } from "../../vitest.shared.ts";

export default defineProject({ ...sourceCondition, test: { name: "cli" } });
