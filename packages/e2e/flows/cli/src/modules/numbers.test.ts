throw new Error("a test was loaded as if it were a flow");
