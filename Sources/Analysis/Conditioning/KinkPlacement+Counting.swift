extension KinkPlacement {
    /// Theorem T2 in terms of the number of kinks in each gap: whether n ascending units allow an exact last layer.
    ///
    /// For n kinks inside the n gaps, none of them at a code, z_(k−2) < t_k < z_k holds for all k if and only if the
    /// first j gaps together hold j or j + 1 kinks, for every j < n. Then gaps with two kinks and gaps with none
    /// alternate among gaps with one, and the first of them has two.
    ///
    /// - Complexity: O(n).
    public static func allowsExactLastLayer(kinksPerGap counts: [Int]) -> Bool {
        var surplus = 0
        for count in counts {
            surplus += count - 1
            guard surplus == 0 || surplus == 1 else { return false }
        }
        return surplus == 0
    }
}
