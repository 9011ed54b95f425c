export { askSubject } from "@chainrule/check";
