throw new Error("a module that defines nothing was loaded");
