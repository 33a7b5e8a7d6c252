package io.verdict.streams.registry.search;

import java.util.List;

/**
 * One condition.
 *
 * @param operator one that the field's kind takes
 * @param operand of the field's kind
 */
public record Term(Field field, Operator operator, Operand operand) {

    /** @throws IllegalArgumentException where the three do not go together */
    public Term {
        List<Operator> possible = field.kind().operators();
        if (!possible.contains(operator)) {
            throw new IllegalArgumentException("%s cannot be asked with %s, only with %s"
                    .formatted(
                            field.text(),
                            operator.sign(),
                            String.join(
                                    " ", possible.stream().map(Operator::sign).toList())));
        }
        boolean fits =
                switch (field.kind()) {
                    case TEXT -> operand instanceof Operand.Text;
                    case STATE -> operand instanceof Operand.State;
                    case NUMBER -> operand instanceof Operand.Number;
                    case TIME -> operand instanceof Operand.Time;
                };
        if (!fits) {
            throw new IllegalArgumentException(field.text() + " is not compared with " + operand);
        }
    }

    /** As it is written in a query; text that could be mistaken is quoted. */
    @Override
    public String toString() {
        return Words.quotedWhereNeeded(field.text()) + operator.sign() + Words.quotedWhereNeeded(operand.text());
    }
}
