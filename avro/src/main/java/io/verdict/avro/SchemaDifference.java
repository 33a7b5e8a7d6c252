package io.verdict.avro;

import java.util.List;

/** Why a reader's schema cannot read what a writer's schema wrote, at one place. */
sealed interface SchemaDifference {

    /** For people, where the reader is new and the writer released: what is wrong and what to do. */
    String backward();

    /** For people, where the reader is released and the writer new: what is wrong and what to do. */
    String forward();

    /** The reader wants a field that the writer does not have, and has no default for it. */
    record MissingField() implements SchemaDifference {

        @Override
        public String backward() {
            return "released records have no such field and it has no default; give it a default, and if it was"
                    + " renamed, the old name as an alias";
        }

        @Override
        public String forward() {
            return "it was removed or renamed, but released readers need it and have no default for it; keep it";
        }
    }

    /** The types differ, and the writer's is not promoted to the reader's. */
    record OtherType(String reader, String writer) implements SchemaDifference {

        @Override
        public String backward() {
            return "it is now " + reader + ", which cannot be read from the " + writer
                    + " of released records; keep the type and add a new field with a default";
        }

        @Override
        public String forward() {
            return "it is now " + writer + ", which released readers cannot read as " + reader
                    + "; keep the type and add a new field with a default";
        }
    }

    /** The records, enums or fixed types have other names. */
    record OtherName(String reader, String writer) implements SchemaDifference {

        @Override
        public String backward() {
            return "it is now " + reader + " where released records have " + writer
                    + "; keep the name, or give the new type the old full name as an alias";
        }

        @Override
        public String forward() {
            return "it is now " + writer + " where released readers want " + reader + "; keep the name";
        }
    }

    /** The reader's union has no branch for the writer's type. */
    record MissingBranch(String writer) implements SchemaDifference {

        @Override
        public String backward() {
            return "its union no longer has " + writer + ", which released records may hold; keep the branch";
        }

        @Override
        public String forward() {
            return "its union now has " + writer
                    + ", which released readers do not know; add a new field with a default in place of the branch";
        }
    }

    /** The reader's enum lacks symbols and has no default. */
    record MissingSymbols(String name, List<String> symbols) implements SchemaDifference {

        @Override
        public String backward() {
            return "enum " + name + " no longer has " + symbols
                    + ", which released records may hold, and has no default; keep the symbols, or give it a default";
        }

        @Override
        public String forward() {
            return "enum " + name + " now has " + symbols
                    + ", which released readers do not know and have no default for; put them into a new field";
        }
    }
}
