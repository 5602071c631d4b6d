import { execFileSync } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fillScript, fillText } from "../../src/task/shell-script.ts";

/** The script with `<place>` for each placeholder. */
function placesOf(script: string): string {
  return fillScript(script, ({ place }) => `<${place}>`);
}

const x = "{inputs.x}";

const places: readonly (readonly [string, string])[] = [
  [`cat ${x} > {outputs.o}`, "cat <plain> > <plain>"],
  [`echo "a ${x} b" ${x}`, 'echo "a <double> b" <plain>'],
  [`echo 'a ${x} b' ${x}`, "echo 'a <single> b' <plain>"],
  [`echo "$(cat ${x} "y ${x}")" ${x}`, 'echo "$(cat <plain> "y <double>")" <plain>'],
  [`echo "a \\" ${x}"`, 'echo "a \\" <double>"'],
  [`echo \\' ${x} \\"${x}`, `echo \\' <plain> \\"<plain>`],
  [`echo it\\'s ${x}`, "echo it\\'s <plain>"],
  [`n=$(( ${x} + (2 * ${x}) )); echo ${x}`, "n=$(( <arithmetic> + (2 * <arithmetic>) )); echo <plain>"],
  [`((${x} > 1)) && echo ${x}`, "((<arithmetic> > 1)) && echo <plain>"],
  [`(cd a; cat ${x}); cat ${x}`, "(cd a; cat <plain>); cat <plain>"],
  ["case {inputs.x} in a) echo {inputs.y};; esac", "case <plain> in a) echo <plain>;; esac"],
  [`# don't fill ${x}\ncat ${x}`, `# don't fill ${x}\ncat <plain>`],
  [`echo a#${x} # it's ${x}\necho ${x}`, `echo a#<plain> # it's ${x}\necho <plain>`],
  [`cat <<END ${x}\nit's ${x}\nEND\ncat ${x}`, "cat <<END <plain>\nit's <heredoc>\nEND\ncat <plain>"],
  [`cat <<-'END'\n\tit's ${x}\n\tEND\ncat ${x}`, "cat <<-'END'\n\tit's <quoted-heredoc>\n\tEND\ncat <plain>"],
  [`cat <<\\END\n${x}\nEND`, "cat <<\\END\n<quoted-heredoc>\nEND"],
  [`cat <<A <<"B"\n${x}\nA\n${x}\nB\n${x}`, 'cat <<A <<"B"\n<heredoc>\nA\n<quoted-heredoc>\nB\n<plain>'],
  [`cat <<<${x}`, "cat <<<<plain>"],
  [`echo \`cat ${x} "${x}"\` ${x}`, 'echo `cat <plain> "<double>"` <plain>'],
  [`echo \${inputs.x} {a,b} \${x:-1}`, `echo \${inputs.x} {a,b} \${x:-1}`],
  ["awk '{print $1}' {inputs.x}", "awk '{print $1}' <plain>"],
];

const scripts = suite("placeholders of scripts");

for (const [script, expected] of places) {
  scripts(JSON.stringify(script), () => {
    assert.is(placesOf(script), expected);
  });
}

scripts("in texts that are no scripts are filled wherever they stand", () => {
  assert.is(
    fillText("'{inputs.a}'-{ctx.executionId.name}", ({ kind, name }) => `${kind}:${name}`),
    "'inputs:a'-ctx:executionId.name",
  );
});

/** What a shell makes of hostile values where the scanner says that they stand. */
scripts("as environment variables keep every value whole", () => {
  const hostile = 'a  b\'; "$(touch /tmp/tsflyte-hacked)" `id` * \\ \n$HOME';
  for (const shell of ["/bin/sh", "/bin/bash"]) {
    for (const script of [
      `printf %s ${x}`,
      `printf %s "${x}"`,
      `printf %s pre${x}post | sed 's/^pre//; s/post$//'`,
      `v=${x}; printf %s "$v"`,
      `printf %s "$(printf %s ${x})"`,
    ]) {
      const filled = fillScript(script, ({ place }) => (place === "plain" ? `"\${X}"` : `\${X}`));
      const output = execFileSync(shell, ["-c", filled], { env: { ...process.env, X: hostile }, encoding: "utf8" });
      assert.is(output.trimEnd(), hostile, `${shell}: ${script}`);
    }
  }
});

scripts.run();
