#!/usr/bin/env node
process.stdout.write("chainrule: every gradient, derived twice.\n");
