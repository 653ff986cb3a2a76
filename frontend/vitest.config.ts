import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // A page takes longer to make than most tests run: those that need one say so at their top.
    environment: "node",
    // What is imported is imported once, and not for each file; so each test has to leave all as it was.
    pool: "threads",
    isolate: false,
    unstubGlobals: true,
    restoreMocks: true,
  },
});
